require 'sinatra'
require 'net/http'

get '/refunds/:id' do
  params[:id]
end
